/**
 * The append: one atomic step. Answers {outcome, detail}. Nothing is written unless the command is new, the
 * version is the one decided on, and the channel and targets are free.
 * KEYS 1 log, 2 state, 3 command ids, 4 agenda, 5 open, 6 all, 7 channels, 8 targets, 9 declares
 * ARGV 1 id, 2 expected version, 3 command, 4 new version, 5 snapshot, 6 score or '', 7 'open'|'ended',
 *      8 declared at, 9 channel or '', 10 takes (JSON), 11 frees (JSON), 12… bytes, hash, bytes, hash, …
 */
export const appendScript = `
local id, expected, command = ARGV[1], tonumber(ARGV[2]), ARGV[3]
if redis.call('ZSCORE', KEYS[3], command) then return {'repeated', id} end
local version = tonumber(redis.call('HGET', KEYS[2], 'v') or '0')
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
local seq = expected
for i = 12, #ARGV, 2 do
  seq = seq + 1
  redis.call('XADD', KEYS[1], seq .. '-1', 'e', ARGV[i], 'h', ARGV[i + 1])
end
redis.call('HSET', KEYS[2], 'v', ARGV[4], 's', ARGV[5])
redis.call('ZADD', KEYS[3], ARGV[4], command)
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -501)
if expected == 0 then
  redis.call('SET', KEYS[9], id, 'EX', 86400)
  redis.call('ZADD', KEYS[6], ARGV[8], id)
end
if ARGV[7] == 'open' then redis.call('ZADD', KEYS[5], ARGV[8], id) else redis.call('ZREM', KEYS[5], id) end
if ARGV[6] == '' then redis.call('ZREM', KEYS[4], id) else redis.call('ZADD', KEYS[4], ARGV[6], id) end
return {'appended', ARGV[4]}
`

/** KEYS 1 state, 2 agenda; ARGV 1 id, 2 version, 3 score or ''. */
export const rescheduleScript = `
if redis.call('HGET', KEYS[1], 'v') ~= ARGV[2] then return 0 end
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
