-- How a program is written: two blanks further in, and comments behind `#`.
vim.bo.commentstring = "# %s"
vim.bo.comments = ":#"
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
local undo = "setlocal commentstring< comments< expandtab< shiftwidth< softtabstop<"

-- Colours and folds come of the parser, where that has been built.
if vim.treesitter.language.add("rondel") then
  vim.treesitter.start()
  vim.wo[0][0].foldmethod = "expr"
  vim.wo[0][0].foldexpr = "v:lua.vim.treesitter.foldexpr()"
  vim.wo[0][0].foldlevel = 99
  undo = undo .. " foldmethod< foldexpr< foldlevel< | lua vim.treesitter.stop()"
end

vim.b.undo_ftplugin = undo
