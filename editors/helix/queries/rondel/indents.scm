[(block) (group) (list) (call) (index)] @indent
["}" ")" "]"] @outdent
