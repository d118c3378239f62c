/**
 * Runs the sandbox alone, so that several gateways share one outside: `node src/sandbox/serve.ts`.
 * SANDBOX_DIR (.data/sandbox) holds its store; SANDBOX_PORT (8790) serves the control API, the ports after it the
 * systems, the one after those staff's sign-in. Prints the variables that a gateway needs.
 */
import { join } from 'node:path'
import Fastify from 'fastify'
import { isNetworkId, NETWORK_IDS } from '../contract/networks.ts'
import { startSandbox } from './sandbox.ts'
import { SYSTEMS } from './settings.ts'

const LAST_PORT = 65_535 - SYSTEMS.length - 1
const port = Number(process.env.SANDBOX_PORT ?? 8790)
if (!Number.isInteger(port) || port < 1 || port > LAST_PORT) {
  console.error(`SANDBOX_PORT must be a port, 1 to ${LAST_PORT}`)
  process.exit(1)
}
const directory = process.env.SANDBOX_DIR ?? join(process.env.DATA_DIR ?? '.data', 'sandbox')

try {
  const ports = Object.fromEntries(SYSTEMS.map((system, i) => [system, port + 1 + i]))
  const sandbox = await startSandbox({ directory, ports: { ...ports, staff: port + 1 + SYSTEMS.length } })
  const server = Fastify({ forceCloseConnections: true })
  server.register(sandbox.control, { prefix: '/sandbox' })
  const url = await server.listen({ host: '127.0.0.1', port })
  for (const system of SYSTEMS) {
    if (!isNetworkId(system)) console.log(`${system.toUpperCase()}_URL=${sandbox.urls[system]}`)
  }
  console.log(`VERIFICATION_URLS=${NETWORK_IDS.map((network) => `${network}:${sandbox.urls[network]}`).join(',')}`)
  console.log(`STAFF_ISSUER=${sandbox.staffIssuer}`)
  console.log(`SANDBOX_CLOCK_URL=${url}/sandbox/clock`)

  const stop = async () => {
    await server.close()
    await sandbox.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  console.error(`The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
