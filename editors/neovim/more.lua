vim.opt.completeopt = { "menuone", "noselect", "popup" }
vim.diagnostic.config({ virtual_text = true })
vim.keymap.set("n", "grl", vim.lsp.codelens.run)

vim.api.nvim_create_autocmd("LspAttach", {
  callback = function(event)
    local buffer = event.buf
    vim.lsp.completion.enable(true, event.data.client_id, buffer, { autotrigger = true })
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
    vim.api.nvim_create_autocmd({ "BufEnter", "CursorHold", "InsertLeave" }, {
      buffer = buffer,
      callback = function()
        vim.lsp.codelens.refresh({ bufnr = buffer })
      end,
    })
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end,
})
