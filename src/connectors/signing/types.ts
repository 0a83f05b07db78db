/** Where the service is. Base without closing slash, e.g. https://signering.example/v1. `authorities`: PEM, '' = those everybody knows. */
export type SigningSettings = { baseUrl: string; apiToken: string; authorities: string; timeoutMs: number };

export type ServiceState = 'received' | 'started' | 'completed' | 'declined' | 'expired' | 'failed' | 'cancelled';
export type ServiceAnswer = { id: string; state: ServiceState; url: string; reason: string | null };

/** What every adapter to a signing service does; what the calls promise stands with the port (signatures/types.ts). */
export type SigningClient = {
  create(request: { id: string; title: string; sender: string; signBy: string | null; signer: { name: string; kind: 'cpr' | 'cvr'; number: string }; document: Uint8Array }): Promise<ServiceAnswer>;
  status(ids: string[]): Promise<ServiceAnswer[]>;
  signedDocument(id: string, limit: number): Promise<Uint8Array>;
  cancel(id: string): Promise<'cancelled' | 'completed'>;
  probe(): Promise<void>;
};
