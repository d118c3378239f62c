/**
 * A browser for tests, on any machine: the one that is installed, else the one that npm carries.
 *
 * This folder holds what tests of several rooms share. It may use the built package, a browser and the
 * public surface of the rooms.
 */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws Error that says what to install when there is no browser at all */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), headless: true, args: FLAGS })
}

/** CHROMIUM_PATH, an installed Chromium, or the one in @sparticuz/chromium, unpacked to a temporary folder. */
export async function findChromium(): Promise<string> {
  const told = process.env.CHROMIUM_PATH
  if (told) {
    if (!existsSync(told)) throw new Error(`CHROMIUM_PATH is ${told}, and there is no such file`)
    return told
  }
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed) return installed
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } catch (error) {
    throw new Error(
      'There is no browser for the tests. Install Chromium (Debian: apt-get install chromium fonts-noto-cjk), ' +
        'set CHROMIUM_PATH, or run npm install with Node 22 or later so that @sparticuz/chromium can be used. ' +
        `(${(error as Error).message})`,
    )
  }
}
