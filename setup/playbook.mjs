// `npm run playbook -- check|print|mutate`. Mutating needs the tests, which an installed Pitcrew does not have.
if (process.argv[2] === 'mutate') await import('../test/mutate/main.ts')
else await import('../src/playbook/cli.ts')
