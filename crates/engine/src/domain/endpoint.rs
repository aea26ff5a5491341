//! The services that a Cloud PC must reach, and the names that stand for them. Source: facts.md §5.1 and
//! `derived.endpoints.json`, dated 2026.

/// A family of required endpoints: a firewall that blocks one breaks one error type of the check.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EndpointService {
    /// Windows 365's own.
    Windows365,
    /// Azure Virtual Desktop's session host.
    AzureVirtualDesktop,
    /// Intune's.
    Intune,
    /// Microsoft Entra ID's sign-in and registration.
    EntraId,
    /// Downloads of language packages: only Cloud PCs in other languages than en-US need them.
    Localization,
}

impl EndpointService {
    /// In the order in which the check reports them.
    pub const ALL: [Self; 5] =
        [Self::Windows365, Self::AzureVirtualDesktop, Self::Intune, Self::EntraId, Self::Localization];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Windows365 => "Windows 365",
            Self::AzureVirtualDesktop => "Azure Virtual Desktop",
            Self::Intune => "Intune",
            Self::EntraId => "Microsoft Entra ID",
            Self::Localization => "language packages",
        }
    }

    /// The targets, as `additionalDetail` lists them: `host:port;`.
    pub const fn targets(self) -> &'static str {
        match self {
            Self::Windows365 => "*.infra.windows365.microsoft.com:443;*.cmdagent.trafficmanager.net:443;",
            Self::AzureVirtualDesktop => {
                "*.wvd.microsoft.com:443;catalogartifact.azureedge.net:443;\
                 gcs.prod.monitoring.core.windows.net:443;azkms.core.windows.net:1688;"
            }
            Self::Intune => "manage.microsoft.com:443;enterpriseenrollment.manage.microsoft.com:443;",
            Self::EntraId => {
                "login.microsoftonline.com:443;login.live.com:443;enterpriseregistration.windows.net:443;"
            }
            Self::Localization => "download.microsoft.com:443;software-download.microsoft.com:443;",
        }
    }
}
