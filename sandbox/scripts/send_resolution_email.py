#!/bin/sh
# Stands in for the customer’s script of this name; needs only Node.
exec node "$(dirname "$0")/notify.mjs" send email
