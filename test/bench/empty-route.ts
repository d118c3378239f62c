/** The least that a Fastify server can do: what the gateway's pages are compared with. Prints its address. */
import Fastify from 'fastify'

const server = Fastify()
server.get('/', async () => ({}))
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`)
