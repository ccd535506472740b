-- What holds is counted, what does not is said; nothing is waited for longer than it takes.

local M = { checks = 0, misses = 0, absent = 0 }

-- Milliseconds after which an answer that has not come is a miss.
local PATIENCE = 15000

function M.say(line)
  io.stdout:write(line .. "\n")
end

-- Counts a check of which `holds` may be a function that is asked until it does.
function M.check(what, holds)
  M.checks = M.checks + 1
  local found, why = holds, nil
  if type(holds) == "function" then
    vim.wait(PATIENCE, function()
      local ran, answer = pcall(holds)
      found, why = ran and answer, not ran and answer or nil
      return found
    end, 20)
  end
  if not found then
    M.misses = M.misses + 1
    M.say("miss: " .. what .. (why and ": " .. tostring(why) or ""))
  end
  return found
end

-- Says what the server cannot do yet.
function M.absent_yet(what)
  M.absent = M.absent + 1
  M.say("not there: " .. what)
end

-- The counts; ends Neovim with them.
function M.finish()
  M.say(("counts: neovim %d checks, %d misses, %d not there"):format(M.checks, M.misses, M.absent))
  os.exit(M.misses == 0 and 0 or 1)
end

return M
