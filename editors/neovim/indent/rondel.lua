-- Further in behind what is open, and back at what closes it. It looks at lines, so that it also knows where
-- to stand while a program is half written.
if vim.b.did_indent then
  return
end
vim.b.did_indent = true

-- A line without its texts and its comment: brackets in those open nothing.
local function code(line)
  return (line:gsub("\\.", ""):gsub('"[^"]*"', '""'):gsub("#.*$", ""))
end

local function opens(line)
  local depth, left = 0, 0
  for sign in line:gmatch("[{}%[%]()]") do
    if sign:match("[{%[(]") then
      depth = depth + 1
    elseif depth > 0 then
      depth = depth - 1
    else
      left = left + 1
    end
  end
  return depth, left
end

local function goes_on(line)
  return line:match("[,=+*/<>]%s*$") or line:match("%f[%w](and)%s*$") or line:match("%f[%w](or)%s*$")
end

-- Whether brackets are open behind a line: there a comma ends a line without meaning anything.
local function in_brackets(number)
  local open = 0
  while number > 0 do
    local line = code(vim.fn.getline(number))
    local behind = line:match("[^{}]*$")
    open = open + select(2, behind:gsub("[%[(]", "")) - select(2, behind:gsub("[%])]", ""))
    if behind ~= line then
      break
    end
    number = number - 1
  end
  return open > 0
end

function _G.rondel_indent()
  local before = vim.fn.prevnonblank(vim.v.lnum - 1)
  if before == 0 then
    return 0
  end
  local above, width = code(vim.fn.getline(before)), vim.fn.shiftwidth()
  local depth, left = opens(above)
  local indent = vim.fn.indent(before)
  -- What a line closes at its beginning has moved that line back already.
  if depth > 0 then
    indent = indent + width
  elseif left > 0 and not above:match("^%s*[}%])]") then
    indent = indent - width
  end
  if not in_brackets(before) then
    local earlier = vim.fn.prevnonblank(before - 1)
    local further = earlier > 0 and goes_on(code(vim.fn.getline(earlier))) and not in_brackets(earlier)
    if goes_on(above) and not further then
      indent = indent + width
    elseif further and not goes_on(above) then
      indent = indent - width
    end
  end
  if vim.fn.getline(vim.v.lnum):match("^%s*[}%])]") then
    indent = indent - width
  end
  return math.max(indent, 0)
end

vim.bo.indentexpr = "v:lua.rondel_indent()"
vim.bo.indentkeys = "0},0),0],o,O"
vim.b.undo_indent = "setlocal indentexpr< indentkeys<"
