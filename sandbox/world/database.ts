import { Client } from 'pg'

/** The customer's tables, as far as the playbook's queries read them. */
const schema = `
  CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
  CREATE TABLE emergency_requests (
    id serial PRIMARY KEY, customer_id int, status text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  INSERT INTO emergency_requests (customer_id, status, created_at)
    SELECT n, CASE WHEN n < 3 THEN 'waiting' ELSE 'served' END, now() - n * interval '4 minutes'
    FROM generate_series(1, 40) AS n;
  CREATE TABLE monthly_report (month date PRIMARY KEY, requests int);
  CREATE TABLE admin_logins (at timestamptz NOT NULL DEFAULT now(), failed boolean NOT NULL);
`

export async function createTables(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(schema)
  await client.end()
}
