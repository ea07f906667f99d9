export {
  createSandboxGateway,
  type SandboxGatewayConfig,
  sandboxTokens,
} from './sandbox-gateway.ts'
