-- A session as people have it: a copy of an example is opened, edited and left.
--
-- In: the folder `editors/neovim` where it is there, `RONDEL_PROJECT` as the copy, `rondel` on the path.

local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, "S").source:sub(2)))
package.path = here .. "/?.lua;" .. package.path
local tell = require("tell")
local check = tell.check

local folder = vim.fs.normalize(vim.env.RONDEL_PROJECT)
local config = vim.fs.normalize(here .. "/../../../editors/neovim")

-- As the guide has it.
if vim.uv.fs_stat(config .. "/lsp/rondel.lua") then
  vim.opt.runtimepath:append(config)
  -- At a start with a configuration of one's own, this comes later by itself.
  vim.cmd("runtime! ftdetect/*")
else
  vim.filetype.add({ extension = { rondel = "rondel" } })
  vim.lsp.config("rondel", {
    cmd = { "rondel", "lsp" },
    filetypes = { "rondel" },
    root_markers = { "rondel.toml", ".git" },
  })
end
vim.cmd("filetype plugin indent on")
vim.lsp.enable("rondel")
vim.o.swapfile = false
vim.o.hidden = true

local said = {}
vim.lsp.handlers["window/showMessage"] = function(_, params)
  table.insert(said, params.message)
end

local function open(name)
  vim.cmd.edit(folder .. "/" .. name)
  return vim.api.nvim_get_current_buf()
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false)
end

local function text(buffer)
  return table.concat(lines(buffer), "\n")
end

-- Puts the cursor onto the first place that reads like this, `after` letters into it.
local function seek(words, after)
  for number, line in ipairs(lines()) do
    local column = line:find(words, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 + (after or 0) })
      return number
    end
  end
  error("nothing reads like `" .. words .. "`")
end

local function replace(words, others)
  local row = seek(words) - 1
  local column = vim.api.nvim_win_get_cursor(0)[2]
  vim.api.nvim_buf_set_text(0, row, column, row, column + #words, { others })
end

local function attached()
  return vim.lsp.get_clients({ bufnr = 0, name = "rondel" })[1]
end

-- Findings of all buffers, those of files that are not open too, by their code.
local function findings(code, buffer)
  return vim.tbl_filter(function(one)
    return one.code == code
  end, vim.diagnostic.get(buffer))
end

local function no_two_alike()
  local known = {}
  for _, one in ipairs(vim.diagnostic.get(nil)) do
    local key = table.concat({ one.bufnr, one.lnum, one.col, tostring(one.code), one.message }, " ")
    if known[key] then
      return false
    end
    known[key] = true
  end
  return true
end

-- The text of the window that floats, which is closed then.
local function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local found = text(vim.api.nvim_win_get_buf(window))
      vim.api.nvim_win_close(window, true)
      return found
    end
  end
end

-- What a request that lists places finds.
local function listed(request)
  local found
  request({
    on_list = function(list)
      found = list.items
    end,
  })
  vim.wait(15000, function()
    return found ~= nil
  end, 20)
  return found or {}
end

local function answers(method, params)
  local answer = attached():request_sync(method, params, 15000, 0)
  return answer and not (answer.err and answer.err.code == -32601), answer
end

local function parameters()
  return vim.lsp.util.make_position_params(0, attached().offset_encoding)
end

-- The server is there.
local menu = open("menu.rondel")
if not check("the server starts", attached) then
  tell.finish()
end
check("it says its name", attached().server_info.name == "rondel")
check("the root is the program's", attached().root_dir == folder)

-- What is found: of open files, of others, and again after an edit.
check("a file that is not open has its finding", function()
  return #findings("unused") == 1 and vim.api.nvim_buf_get_name(findings("unused")[1].bufnr):match("workspace.rondel$")
end)
check("a good file has none", #vim.diagnostic.get(menu) == 0)
replace("tag card_lost", "tag card_losst")
check("an edit brings a finding", function()
  return #findings("unknown-name", menu) == 1
end)
check("no finding is shown twice", no_two_alike())

-- A quick fix.
seek("card_losst")
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return action.title == "write `card_lost`"
  end,
})
check("the quick fix mends the name", function()
  return text():find("tag card_lost\n", 1, true) and not text():find("card_losst", 1, true)
end)
check("and its finding goes", function()
  return #findings("unknown-name") == 0
end)
replace("tag card_lost", "tag blocked")
check("a name that nobody declared is found", function()
  return #findings("unknown-name", menu) == 1
end)
seek("tag blocked", 4)
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return action.title:match("^declare the tag") ~= nil
  end,
})
check("it is declared in the other file", function()
  return text(vim.fn.bufnr("workspace.rondel")):find("tag blocked", 1, true)
end)
check("and known then", function()
  return #findings("unknown-name") == 0
end)
replace("tag blocked", "tag card_lost")

-- Hover, definition, references.
seek("assign to team members", #"assign to team ")
vim.lsp.buf.hover()
local hovered
check("hover shows who is in a team", function()
  hovered = hovered or floating()
  return hovered and hovered:find("nicole", 1, true) and hovered:find("harpreet", 1, true)
end)
seek("assign to team members", #"assign to team ")
vim.lsp.buf.definition()
check("the definition is in the other file", function()
  local line = vim.api.nvim_get_current_line()
  return vim.api.nvim_buf_get_name(0):match("workspace.rondel$") and line:find("team members", 1, true)
end)
check("a file that is opened shows each finding once", no_two_alike())
seek("agent nicole", #"agent ")
local uses = listed(function(options)
  vim.lsp.buf.references(nil, options)
end)
local files = {}
for _, use in ipairs(uses) do
  files[vim.fs.basename(use.filename)] = true
end
check("references are in both files", #uses > 4 and files["menu.rondel"] and files["workspace.rondel"])

-- Rename.
seek("agent nicole", #"agent ")
vim.lsp.buf.rename("amelie")
check("rename changes the file with the declaration", function()
  return text():find("agent amelie", 1, true) and text():find("harpreet", 1, true) and not text():find("nicole", 1, true)
end)
check("and the others", function()
  return text(menu):find("expect assigned amelie", 1, true) and not text(menu):find("nicole", 1, true)
end)
vim.cmd("silent wall")
local written = vim.fn.readfile(folder .. "/menu.rondel")
check("and what is saved", vim.list_contains(written, "  expect assigned amelie"))
check("nothing is wrong after it", function()
  return #findings("unknown-name") == 0
end)

-- Symbols.
vim.api.nvim_set_current_buf(menu)
local symbols = listed(vim.lsp.buf.document_symbol)
local function named(list, words)
  return vim.iter(list):any(function(one)
    return one.text:find(words, 1, true) ~= nil
  end)
end
check("the file's symbols are listed", named(symbols, "menu_levels") and named(symbols, "person"))
local found = listed(function(options)
  vim.lsp.buf.workspace_symbol("lending", options)
end)
check("the program's symbols are found", named(found, "lending"))

-- Hints, lenses, colours, folds.
vim.lsp.inlay_hint.enable(true, { bufnr = menu })
check("hints say how many ways lead to a label", function()
  return vim.iter(vim.lsp.inlay_hint.get({ bufnr = menu })):any(function(one)
    local label = one.inlay_hint.label
    return type(label) == "string" and label:match("%d+ ways in") ~= nil
  end)
end)
vim.lsp.codelens.refresh({ bufnr = menu })
check("lenses stand above scenarios", function()
  return vim.iter(vim.lsp.codelens.get(menu)):any(function(one)
    return one.command and one.command.title == "Run scenario"
  end)
end)
local function run_scenario(title)
  said = {}
  seek('scenario "' .. title)
  vim.ui.select = function(items, _, chosen)
    local index = vim.iter(ipairs(items)):find(function(_, one)
      local command = one.lens and one.lens.command or one.command or one[2] and one[2].command
      return command and command.title == "Run scenario"
    end)
    chosen(items[index or 1], index or 1)
  end
  vim.lsp.codelens.run()
end
run_scenario("a lost card")
check("a lens runs a scenario, which passes", function()
  return said[1] and said[1]:find("passed", 1, true)
end)
replace("expect tag card_lost", "expect not tag card_lost")
vim.lsp.codelens.refresh({ bufnr = menu })
vim.wait(300)
run_scenario("a lost card")
check("one that is wrong fails, and is told", function()
  return said[1] and said[1]:find("failed", 1, true) and said[1]:find("card_lost", 1, true)
end)
replace("expect not tag card_lost", "expect tag card_lost")
check("coverage is said", function()
  vim.lsp.codelens.refresh({ bufnr = menu })
  vim.wait(100)
  return vim.iter(vim.lsp.codelens.get(menu)):any(function(one)
    return one.command and one.command.title:match("^coverage %d+ %%$") ~= nil
  end)
end)

local function token_at(words, after)
  local row = seek(words, after) - 1
  local found = vim.lsp.semantic_tokens.get_at_pos(menu, row, vim.api.nvim_win_get_cursor(0)[2])
  return found and found[1] and found[1].type
end
check("a step is coloured as a keyword", function()
  return token_at("send ") == "keyword"
end)
check("a label is coloured as one", function()
  return token_at("person: assign") == "label"
end)
check("colours are set as marks", function()
  vim.cmd.redraw()
  local row = seek("person: assign") - 1
  local marks = vim.inspect_pos(menu, row, vim.api.nvim_win_get_cursor(0)[2]).semantic_tokens
  return vim.iter(marks):any(function(one)
    return one.opts.hl_group == "@lsp.type.label.rondel"
  end)
end)
vim.wo.foldmethod = "expr"
vim.wo.foldexpr = "v:lua.vim.lsp.foldexpr()"
check("blocks fold", function()
  vim.cmd("normal! zx")
  local first = seek("workflow menu_levels")
  return vim.fn.foldlevel(first) == 1 and vim.fn.foldlevel(seek("cards: ask")) >= 3
end)
vim.cmd("normal! zM")
local first = seek("workflow menu_levels")
check("a closed fold leaves its closing brace in sight", function()
  return lines()[vim.fn.foldclosedend(first) + 1] == "}"
end)
vim.cmd("normal! zn")

-- Selections, highlights and formatting.
seek("assign to team members", #"assign to team ")
local _, grown = answers("textDocument/selectionRange", {
  textDocument = vim.lsp.util.make_text_document_params(0),
  positions = { parameters().position },
})
local selected, widths = grown and grown.result and grown.result[1], {}
while selected do
  table.insert(widths, selected.range["end"].line - selected.range.start.line)
  selected = selected.parent
end
check("selections grow from a word to the file", #widths >= 4 and widths[1] == 0 and widths[#widths] >= #lines() - 1)
vim.lsp.buf.document_highlight()
check("places of the same name are marked", function()
  local spaces = vim.api.nvim_get_namespaces()
  local space = spaces["nvim.lsp.references"] or spaces["vim_lsp_references"]
  return space and #vim.api.nvim_buf_get_extmarks(0, space, 0, -1, {}) >= 1
end)
local before = text()
replace("  ensure owner", "       ensure    owner")
vim.lsp.buf.format({ timeout_ms = 15000 })
check("formatting lays it out again", text() == before)

-- Completion and signature help.
seek("assign to team members", #"assign to team ")
local completes, answer = answers("textDocument/completion", parameters())
if completes then
  local function offered(answered, name)
    local items = answered.result and (answered.result.items or answered.result) or {}
    return vim.iter(items):any(function(one)
      return one.label == name
    end)
  end
  check("teams are offered where a team is meant", offered(answer, "members") and offered(answer, "lending"))
  local row = seek("  # Here end all")
  vim.api.nvim_buf_set_lines(0, row - 1, row - 1, false, { "  sen" })
  vim.api.nvim_win_set_cursor(0, { row, 5 })
  local place = parameters()
  place.position.character = 5
  check("steps are offered at the beginning of a line", function()
    local _, steps = answers("textDocument/completion", place)
    return offered(steps, "send")
  end)
  vim.api.nvim_buf_set_lines(0, row - 1, row, false, {})
else
  tell.absent_yet("completion")
end
if (answers("textDocument/signatureHelp", parameters())) then
  seek("assign to team members", #"assign to team ")
  vim.lsp.buf.signature_help()
  local helped
  check("the forms of a step are shown", function()
    helped = helped or floating()
    return helped and helped:find("assign", 1, true)
  end)
else
  tell.absent_yet("signature help")
end

-- A file that is another on the disk, and one that is gone.
vim.fn.writefile({ 'workflow later "Later" {', "  on manual", "  tag nowhere", "}" }, folder .. "/later.rondel")
check("a new file on the disk is seen", function()
  return #findings("unknown-name") == 1
end)
vim.fn.delete(folder .. "/later.rondel")
check("and seen no more", function()
  return #findings("unknown-name") == 0
end)

-- The server ends and begins again.
local process = attached()
vim.lsp.enable("rondel", false)
process:stop()
check("the server stops", function()
  return process:is_stopped()
end)
vim.lsp.enable("rondel")
check("and starts again", function()
  return attached() and attached().id ~= process.id and attached().initialized
end)
replace("jump to person", "jump to persons")
check("and finds again", function()
  return #findings("unknown-name", menu) == 1
end)
check("each once", no_two_alike())

local log = vim.fn.filereadable(vim.lsp.get_log_path()) == 1 and vim.fn.readfile(vim.lsp.get_log_path()) or {}
local complaints = vim.tbl_filter(function(line)
  return line:match("^%[ERROR%]") ~= nil
end, log)
vim.iter(complaints):each(tell.say)
check("nothing went wrong beside it", #complaints == 0)
vim.cmd("silent! bufdo! set nomodified")
for _, client in ipairs(vim.lsp.get_clients()) do
  client:stop()
end
vim.wait(5000, function()
  return #vim.lsp.get_clients() == 0
end, 20)
check("it ends with the editor", #vim.lsp.get_clients() == 0)
tell.finish()
