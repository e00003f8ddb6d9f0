import { describe, expect, it } from 'vitest'
import { cookieKeepingTypes } from './keep-cookies.ts'

/** Node keeps cookies, so these stand for a browser that drops them. */
class DroppingRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
    headers.delete('cookie')
    super(input, { ...init, headers })
  }
}

class DroppingResponse extends Response {
  constructor(body?: BodyInit | null, init?: ResponseInit) {
    const headers = new Headers(init?.headers)
    headers.delete('set-cookie')
    super(body, { ...init, headers })
  }
}

const types = cookieKeepingTypes({ Request: DroppingRequest, Response: DroppingResponse })

describe('cookies inside the page', () => {
  it('stay on a request and on its clone', async () => {
    const request = new types.Request('https://vc.example.test/sdk', {
      method: 'POST',
      body: 'hello',
      headers: { cookie: 'vmware_soap_session="abc"', accept: 'text/xml' },
    })
    expect(request.headers.get('cookie')).toBe('vmware_soap_session="abc"')
    expect(request.headers.get('accept')).toBe('text/xml')
    const clone = request.clone()
    expect(clone.headers.get('cookie')).toBe('vmware_soap_session="abc"')
    expect(await clone.text()).toBe('hello')
    expect(await request.text()).toBe('hello')
  })

  it('stay on a response, each on its own', () => {
    const headers = new Headers({ 'content-type': 'text/xml' })
    headers.append('set-cookie', 'a=1; Path=/')
    headers.append('set-cookie', 'b=2; Path=/')
    const response = new types.Response('ok', { status: 201, headers })
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/'])
    expect(response.headers.get('content-type')).toBe('text/xml')
    expect(response.status).toBe(201)
    expect(types.Response.json({}, { headers }).headers.getSetCookie()).toHaveLength(2)
  })

  it('stay when they are appended to a finished response', () => {
    const response = new types.Response('ok')
    response.headers.append('set-cookie', 'a=1')
    expect(response.headers.getSetCookie()).toEqual(['a=1'])
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(response.clone().headers.getSetCookie()).toEqual(['a=1'])
  })

  it('change nothing where there are none', () => {
    const request = new types.Request('https://vc.example.test/', { headers: { accept: 'a/b' } })
    expect(request.headers.has('cookie')).toBe(false)
    expect(request instanceof types.Request).toBe(true)
    expect(new DroppingRequest('https://vc.example.test/') instanceof types.Request).toBe(true)
    expect({} instanceof types.Request).toBe(false)
  })
})
