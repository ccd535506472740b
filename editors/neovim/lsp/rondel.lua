-- The language server: `vim.lsp.enable("rondel")` starts it for every program that is opened.
return {
  cmd = { "rondel", "lsp" },
  filetypes = { "rondel" },
  root_markers = { "rondel.toml", ".git" },
}
