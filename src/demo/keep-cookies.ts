/**
 * Browsers silently drop `Cookie` from every `Request` and `Set-Cookie` from every `Response` a page makes,
 * yet two of the four dialects keep their session in a cookie. Adapters and simulators meet inside the page
 * without any network, so the demo gives them a Request and a Response that keep the header; `Headers`
 * objects on their own do keep it. Nothing changes for requests without one, nor for real requests.
 */
interface FetchTypes {
  Request: typeof Request
  Response: typeof Response
}

/** Request and Response like those given, whose `headers` also keep `cookie` and `set-cookie`. */
export function cookieKeepingTypes(base: FetchTypes): FetchTypes {
  const BaseRequest = base.Request
  const BaseResponse = base.Response

  class KeepingRequest extends BaseRequest {
    readonly #kept: Headers | undefined

    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(input, init)
      const given = init?.headers ?? (input instanceof BaseRequest ? input.headers : undefined)
      this.#kept = withDropped(super.headers, given, 'cookie')
    }

    override get headers(): Headers {
      return this.#kept ?? super.headers
    }

    override clone(): Request {
      const copy = super.clone()
      return this.#kept === undefined ? copy : new KeepingRequest(copy, { headers: this.#kept })
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return isA(value, BaseRequest)
    }
  }

  class KeepingResponse extends BaseResponse {
    // Headers of its own in any case: `set-cookie` may also be appended later.
    readonly #headers: Headers

    constructor(body?: BodyInit | null, init?: ResponseInit) {
      super(body, init)
      const own = super.headers
      this.#headers = withDropped(own, init?.headers, 'set-cookie') ?? new Headers(own)
    }

    override get headers(): Headers {
      return this.#headers
    }

    override clone(): Response {
      const { body, status, statusText } = super.clone()
      return new KeepingResponse(body, { status, statusText, headers: this.#headers })
    }

    static override json(data: unknown, init?: ResponseInit): Response {
      const headers = new Headers(init?.headers)
      if (!headers.has('content-type')) headers.set('content-type', 'application/json')
      return new KeepingResponse(JSON.stringify(data), { ...init, headers })
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return isA(value, BaseResponse)
    }
  }

  return { Request: KeepingRequest, Response: KeepingResponse }
}

/** Makes the page's own constructors keep cookies. */
export function keepCookies(): void {
  Object.assign(globalThis, cookieKeepingTypes({ Request, Response }))
}

/** The headers that survived plus the one that did not; undefined when there was nothing to keep. */
function withDropped(
  survived: Headers,
  given: HeadersInit | undefined,
  name: 'cookie' | 'set-cookie',
): Headers | undefined {
  if (given === undefined || survived.has(name)) return undefined
  const all = new Headers(given)
  if (!all.has(name)) return undefined
  const kept = new Headers(survived)
  const values = name === 'set-cookie' ? all.getSetCookie() : [all.get(name) ?? '']
  for (const value of values) kept.append(name, value)
  return kept
}

/** `instanceof` of the browser's own class: what `fetch` itself returns counts as well. */
function isA(value: unknown, type: typeof Request | typeof Response): boolean {
  return (
    typeof value === 'object' && value !== null && Object.prototype.isPrototypeOf.call(type.prototype, value)
  )
}
