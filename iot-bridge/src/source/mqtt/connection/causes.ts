import type { Explanation } from './trouble.ts';

/** A failure below MQTT, recognised by the code or text of Node.js or OpenSSL. */
export interface Cause extends Explanation {
    pattern: RegExp;
    step: 'dns' | 'tcp' | 'tls' | 'websocket';
}

/** Failures below MQTT; the first that fits is told. */
export const causes: readonly Cause[] = [
    { step: 'dns', pattern: /ENOTFOUND/, says: 'the host name is unknown', advice: 'Correct the host in the address.' },
    {
        step: 'dns',
        pattern: /EAI_AGAIN/,
        says: 'no name server answers',
        advice: 'Check the network and DNS of this machine.'
    },
    {
        step: 'tcp',
        pattern: /ECONNREFUSED/,
        says: 'nothing listens on this port',
        advice: 'Start the broker, or correct host and port in the address.'
    },
    {
        step: 'tcp',
        pattern: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|connack timeout/i,
        says: 'nobody answers',
        advice: 'Open the port in the firewalls between; a platform may offer port 443 (see the presets).'
    },
    {
        step: 'tls',
        pattern: /CERT_HAS_EXPIRED/,
        says: 'the certificate of the broker has expired',
        advice: 'Renew the certificate of the broker.'
    },
    {
        step: 'tls',
        pattern: /CERT_NOT_YET_VALID/,
        says: 'the certificate of the broker is not valid yet',
        advice: 'Set the clock of this machine, or of the one that issued the certificate.'
    },
    {
        step: 'tls',
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|unknown ca from broker/i,
        says: 'the authority of the certificate of the broker is not trusted',
        advice: 'Name the PEM file of that authority as `tls.ca`.'
    },
    {
        step: 'tls',
        pattern: /ERR_TLS_CERT_ALTNAME_INVALID/,
        says: 'the certificate of the broker is for another name',
        advice: 'Use the name of the certificate in the address, or give it as `tls.servername`.'
    },
    {
        step: 'tls',
        pattern: /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/,
        says: 'the broker asks for a client certificate',
        advice: 'Give `tls.certificate` and `tls.key`.'
    },
    {
        step: 'tls',
        pattern: /ALERT_CERTIFICATE_EXPIRED/,
        says: 'the client certificate has expired',
        advice: 'Put a renewed certificate into the file of `tls.certificate`; no restart is needed.'
    },
    {
        step: 'tls',
        pattern: /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_UNKNOWN|ACCESS_DENIED)/,
        says: 'the broker does not accept the client certificate',
        advice: 'Use a certificate of an authority the broker trusts, with its chain, and register it there.'
    },
    {
        step: 'tls',
        pattern: /NO_APPLICATION_PROTOCOL/,
        says: 'the broker does not know the ALPN protocol name',
        advice: 'Correct `tls.alpn`, or use the preset of the platform.'
    },
    {
        step: 'tls',
        pattern: /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO/,
        says: 'the port does not speak TLS',
        advice: 'Use the TLS port of the broker, or mqtt:// or ws:// for a port without TLS.'
    },
    {
        step: 'tls',
        pattern: /secure TLS connection was established/,
        says: 'the broker closed the connection during the TLS handshake',
        advice: 'Check host name (SNI), ALPN protocol name and client certificate.'
    },
    {
        step: 'websocket',
        pattern: /Unexpected server response|non-101/,
        says: 'the server does not speak MQTT by WebSocket at this path',
        advice: 'Correct the path in the address; most brokers use /mqtt.'
    },
    {
        step: 'tcp',
        pattern: /ECONNRESET|socket hang up|closed before/i,
        says: 'the broker closed the connection',
        advice: 'Look into the log of the broker; a TLS port does not answer mqtt://, and some brokers refuse in this way.'
    }
];
