-- The requests of a run of wrk: many people's tokens and many records, in turn at random.
--
--   wrk … -s requests.lua URL -- OPERATION FILE
--
-- FILE has a line for each person: token, facility, and the ids of some clients, with blanks between.

local people = {}
local operation
local terms = { "garcia", "obrien", "smi", "strau", "lopez", "nguy", "ana ga", "okaf" }
local threads = 0
local made = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  operation = args[1]
  for line in io.lines(args[2]) do
    local words = {}
    for word in line:gmatch("%S+") do words[#words + 1] = word end
    local person = { facility = words[2], clients = {} }
    person.headers = { ["Authorization"] = "Bearer " .. words[1] }
    for index = 3, #words do person.clients[#person.clients + 1] = words[index] end
    people[#people + 1] = person
  end
  math.randomseed(number * 7919 + 1)
  start = os.time()
end

function request()
  local person = people[math.random(#people)]
  if operation == "read" then
    local id = person.clients[math.random(#person.clients)]
    return wrk.format("GET", "/v1/clients/" .. id, person.headers)
  elseif operation == "list" then
    return wrk.format("GET", "/v1/facilities/" .. person.facility .. "/clients?limit=50", person.headers)
  elseif operation == "search" then
    local term = terms[math.random(#terms)]:gsub(" ", "%%20")
    return wrk.format("GET", "/v1/clients/search?q=" .. term, person.headers)
  end
  made = made + 1
  local body = string.format(
    '{"facilityId":"%s","firstName":"Mary","lastName":"Jones","birthDate":"1950-01-01","uci":"B%dT%dN%d"}',
    person.facility, start, number, made)
  local headers = { ["Content-Type"] = "application/json" }
  headers["Authorization"] = person.headers["Authorization"]
  return wrk.format("POST", "/v1/clients", headers, body)
end
