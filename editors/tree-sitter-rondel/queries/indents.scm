[(block) (group) (list) (call) (index)] @indent.begin
(series) @indent.begin
["}" ")" "]"] @indent.branch @indent.end
[(block_text) (comment)] @indent.auto
