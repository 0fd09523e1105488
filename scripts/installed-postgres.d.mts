export function findInstalledPostgres(): string | undefined
