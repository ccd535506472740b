vim.filetype.add({ extension = { rondel = "rondel" } })
