//! The services that a Cloud PC must reach, and the names that stand for them. Source: service.md, *Networks* and
//! `derived.endpoints.json`, dated 2026.

use super::word::{Word, words};

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

    /// What `additionalDetail` lists where nothing of it is reached: `host:port;`.
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

/// A single endpoint: a name or an address, and a port.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Endpoint {
    /// `host:port`, as `additionalDetail` lists it.
    pub name: &'static str,
    /// The family that it is of.
    pub service: EndpointService,
    /// Whether sessions and sign-ins of Cloud PCs that exist need it. That the others are needed while a Cloud PC is made, and not
    /// afterwards, is a modelling choice.
    pub sessions: bool,
}

impl Endpoint {
    /// Whether FQDN tags of Azure Firewall carry it: they know the ports of the web alone (Manage and optimize Windows 365 with Azure
    /// Firewall).
    pub fn is_in_tags(self) -> bool {
        self.name.ends_with(":443") || self.name.ends_with(":80")
    }
}

impl Word for Endpoint {
    const NAMES: &'static [&'static str] = &{
        let mut names = [""; ENDPOINTS.len()];
        let mut position = 0;
        while position < names.len() {
            names[position] = ENDPOINTS[position].name;
            position += 1;
        }
        names
    };

    fn word(&self) -> &'static str {
        self.name
    }

    fn of_word(word: &str) -> Option<Self> {
        ENDPOINTS.iter().copied().find(|endpoint| endpoint.name == word)
    }
}

const fn of(name: &'static str, service: EndpointService, sessions: bool) -> Endpoint {
    Endpoint { name, service, sessions }
}

/// All endpoints, family by family. Source: Network requirements of Windows 365.
pub const ENDPOINTS: [Endpoint; 47] = [
    of("*.infra.windows365.microsoft.com:443", EndpointService::Windows365, false),
    of("*.cmdagent.trafficmanager.net:443", EndpointService::Windows365, false),
    of("*.service.windows.cloud.microsoft:443", EndpointService::WindowsCloud, false),
    of("*.windows.cloud.microsoft:443", EndpointService::WindowsCloud, false),
    of("*.windows.static.microsoft:443", EndpointService::WindowsCloud, false),
    of("*.wvd.microsoft.com:443", EndpointService::AzureVirtualDesktop, true),
    of("catalogartifact.azureedge.net:443", EndpointService::AzureVirtualDesktop, false),
    of("gcs.prod.monitoring.core.windows.net:443", EndpointService::AzureVirtualDesktop, false),
    of("*.prod.warm.ingest.monitor.core.windows.net:443", EndpointService::AzureVirtualDesktop, false),
    of("azkms.core.windows.net:1688", EndpointService::AzureVirtualDesktop, false),
    of("mrsglobalsteus2prod.blob.core.windows.net:443", EndpointService::AzureVirtualDesktop, false),
    of("wvdportalstorageblob.blob.core.windows.net:443", EndpointService::AzureVirtualDesktop, false),
    of("oneocsp.microsoft.com:80", EndpointService::AzureVirtualDesktop, false),
    of("www.microsoft.com:80", EndpointService::AzureVirtualDesktop, false),
    of("ctldl.windowsupdate.com:80", EndpointService::AzureVirtualDesktop, false),
    of("aka.ms:443", EndpointService::AzureVirtualDesktop, false),
    of("manage.microsoft.com:443", EndpointService::Intune, false),
    of("enterpriseenrollment.manage.microsoft.com:443", EndpointService::Intune, false),
    of("login.microsoftonline.com:443", EndpointService::EntraId, true),
    of("login.live.com:443", EndpointService::EntraId, false),
    of("enterpriseregistration.windows.net:443", EndpointService::EntraId, false),
    of("global.azure-devices-provisioning.net:443", EndpointService::EntraId, false),
    of("global.azure-devices-provisioning.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prap01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prap01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prau01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prau01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-prod-preu01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-prod-preu01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prna01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prna01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prna02.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-prod-prna02.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-2-prod-preu01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-2-prod-preu01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-2-prod-prna01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-2-prod-prna01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-3-prod-preu01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-3-prod-preu01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-3-prod-prna01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-3-prod-prna01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("hm-iot-in-4-prod-prna01.azure-devices.net:443", EndpointService::EntraId, false),
    of("hm-iot-in-4-prod-prna01.azure-devices.net:5671", EndpointService::EntraId, false),
    of("168.63.129.16:80", EndpointService::Platform, true),
    of("169.254.169.254:80", EndpointService::Platform, false),
    of("download.microsoft.com:443", EndpointService::Localization, false),
    of("software-download.microsoft.com:443", EndpointService::Localization, false),
];
