//! The services that a Cloud PC must reach, and the names that stand for them. Source: service.md, *Networks* and
//! `derived.endpoints.json`, dated 2026.

use super::word::words;

words! {
    /// A family of required endpoints: a firewall that blocks one breaks one error type of the check.
    pub enum EndpointService {
        /// Windows 365's own.
        Windows365 "windows365",
        /// The names that Windows 365 added in April 2026.
        WindowsCloud "windowsCloud",
        /// Azure Virtual Desktop's session host.
        AzureVirtualDesktop "azureVirtualDesktop",
        /// Intune's.
        Intune "intune",
        /// Microsoft Entra ID's sign-in and registration.
        EntraId "entraId",
        /// Azure's platform addresses, which the agent of the virtual machine needs.
        Platform "platform",
        /// Downloads of language packages: only Cloud PCs in other languages than en-US need them.
        Localization "localization",
    }
}

impl EndpointService {
    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Windows365 => "Windows 365",
            Self::WindowsCloud => "Windows Cloud (April 2026)",
            Self::Platform => "Azure's platform",
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
            Self::WindowsCloud => {
                "*.service.windows.cloud.microsoft:443;*.windows.cloud.microsoft:443;*.windows.static.microsoft:443;"
            }
            Self::Platform => "168.63.129.16:80;169.254.169.254:80;",
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
