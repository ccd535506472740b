[(block) (group) (list) (call) (index) (interpolation)] @rainbow.scope
["{" "}" "(" ")" "[" "]" "${"] @rainbow.bracket
