-- Where the folder `editors` of Rondel is.
local editors = vim.fs.normalize("~/rondel/editors")

vim.opt.runtimepath:append(editors .. "/neovim")
vim.lsp.enable("rondel")
