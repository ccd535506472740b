vim.api.nvim_create_autocmd("User", {
  pattern = "TSUpdate",
  callback = function()
    require("nvim-treesitter.parsers").rondel = {
      install_info = { path = vim.fs.normalize("~/rondel/editors/tree-sitter-rondel"), queries = "queries" },
    }
  end,
})
