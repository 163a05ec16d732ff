import { exhibits } from './exhibits.ts'

process.stdout.write(JSON.stringify(exhibits()))
