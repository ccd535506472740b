[(block) (block_text) (group) (list)] @fold
