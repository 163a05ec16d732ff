/**
 * The append: one atomic step. Answers {outcome, detail}. Nothing is written unless the command is new, the
 * version is the one decided on, and the channel and targets are free.
 * The log is the version: a list with one element an event. A command that declares is remembered by its
 * own key, so that an incident of few events stays small.
 * KEYS 1 log, 2 snapshot, 3 command ids, 4 agenda, 5 open, 6 ended, 7 channels, 8 targets, 9 declares
 * ARGV 1 id, 2 expected version, 3 command, 4 new version, 5 snapshot or '', 6 score or '', 7 'open'|'ended',
 *      8 declared at, 9 channel or '', 10 takes (JSON), 11 frees (JSON), 12… events
 */
export const appendScript = `
local id, expected, command = ARGV[1], tonumber(ARGV[2]), ARGV[3]
if redis.call('ZSCORE', KEYS[3], command) then return {'repeated', id} end
local version = redis.call('LLEN', KEYS[1])
if expected == 0 then
  local earlier = redis.call('GET', KEYS[9])
  if earlier then return {'repeated', earlier} end
  if version > 0 then return {'id-taken', id} end
end
if version ~= expected then return {'conflict', tostring(version)} end
if ARGV[9] ~= '' then
  local holder = redis.call('HGET', KEYS[7], ARGV[9])
  if holder and holder ~= id and redis.call('ZSCORE', KEYS[5], holder) then return {'channel-taken', holder} end
end
local takes = cjson.decode(ARGV[10])
for _, t in ipairs(takes) do
  local holder = redis.call('HGET', KEYS[8], t.target)
  if holder and holder ~= t.holder then return {'target-taken', t.target .. ' ' .. holder} end
end
for _, t in ipairs(takes) do redis.call('HSET', KEYS[8], t.target, t.holder) end
for _, t in ipairs(cjson.decode(ARGV[11])) do
  if redis.call('HGET', KEYS[8], t.target) == t.holder then redis.call('HDEL', KEYS[8], t.target) end
end
if ARGV[9] ~= '' then redis.call('HSET', KEYS[7], ARGV[9], id) end
for i = 12, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[i]) end
if ARGV[5] ~= '' then redis.call('SET', KEYS[2], ARGV[5]) end
if expected == 0 then
  redis.call('SET', KEYS[9], id, 'EX', 86400)
else
  redis.call('ZADD', KEYS[3], ARGV[4], command)
  redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -501)
end
local isIn, isOut = KEYS[5], KEYS[6]
if ARGV[7] == 'ended' then isIn, isOut = isOut, isIn end
redis.call('ZADD', isIn, ARGV[8], id)
redis.call('ZREM', isOut, id)
if ARGV[6] == '' then redis.call('ZREM', KEYS[4], id) else redis.call('ZADD', KEYS[4], ARGV[6], id) end
return {'appended', ARGV[4]}
`

/** KEYS 1 snapshot, 2 log. Answers {seconds, µs, snapshot or false, and the events after it}. */
export const loadScript = `
local time = redis.call('TIME')
local snapshot = redis.call('GET', KEYS[1])
local from = snapshot and string.match(snapshot, '^%d+') or 0
return {time[1], time[2], snapshot, unpack(redis.call('LRANGE', KEYS[2], from, -1))}
`

/** KEYS 1 log, 2 agenda; ARGV 1 id, 2 version, 3 score or ''. */
export const rescheduleScript = `
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
if ARGV[3] == '' then redis.call('ZREM', KEYS[2], ARGV[1]) else redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1]) end
return 1
`

/** KEYS 1 agenda; ARGV 1 now or '' (the server's own clock), 2 limit, 3 lease in ms. Answers the due ids. */
export const claimDueScript = `
local now = tonumber(ARGV[1])
if not now then local t = redis.call('TIME'); now = t[1] * 1000 + math.floor(t[2] / 1000) end
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[2])
for _, id in ipairs(due) do redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), id) end
return due
`
