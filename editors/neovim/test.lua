-- Tries the set-up in Neovim itself, without a screen:
--
--   nvim --headless --clean --cmd 'set rtp^=editors/neovim' -l editors/neovim/test.lua
--
-- Every example has its file type, its colours and its folds, and is indented as `rondel fmt` lays it out.

local passed, failed = 0, 0
local function check(what, holds)
  if holds then
    passed = passed + 1
  else
    failed = failed + 1
    print("-- " .. what)
  end
end

vim.cmd("filetype plugin indent on")
local function captured(row, column)
  local names = vim.iter(vim.treesitter.get_captures_at_pos(0, row, column)):map(function(one)
    return one.capture
  end)
  return names:totable()
end

for _, file in ipairs(vim.fn.glob("examples/*/*.rondel", true, true)) do
  vim.cmd.edit(file)
  check(file .. " has no file type", vim.bo.filetype == "rondel")
  check(file .. " is not coloured", vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil)
  check(file .. " has a fault", not vim.treesitter.get_parser(0):parse(true)[1]:root():has_error())

  vim.cmd("normal! zx")
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local block = false
  for number, line in ipairs(lines) do
    -- Folds are worked out from the blocks: each line that opens one begins a fold.
    if line:match("^%w") and line:match("{$") then
      check(file .. ":" .. number .. " is not folded", vim.fn.foldlevel(number) == 1)
      check(file .. ":" .. number .. " begins like a name", vim.list_contains(captured(number - 1, 0), "keyword.type"))
    end
  end

  -- Block texts are their author's.
  local plain = {}
  for number, line in ipairs(lines) do
    plain[number] = block and line or line:gsub("^%s+", "")
    if select(2, line:gsub('"""', "")) % 2 == 1 then
      block = not block
    end
  end
  if not vim.iter(lines):any(function(line)
    return line:find('"""', 1, true)
  end) then
    vim.api.nvim_buf_set_lines(0, 0, -1, false, plain)
    vim.cmd("silent normal! gg=G")
    for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
      check(("%s:%d is indented otherwise:\n%s\n%s"):format(file, number, line, lines[number]), line == lines[number])
    end
  end
  vim.cmd("bwipeout!")
end

print(("%d passed, %d failed"):format(passed, failed))
vim.cmd(failed == 0 and passed > 1000 and "qall!" or "cquit!")
