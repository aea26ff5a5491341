//! The checks of the configuration: asked of Azure and of Intune, without a virtual machine.

use super::Finding;
use crate::domain::subscription::DEPLOYMENTS_MAX;
use crate::domain::{
    ConnectionSettings, ErrorType, Lock, ResourceGroupState, Restriction, RoleModel, Rule, SubnetState,
    Subscription, SubscriptionState, VnetState, World,
};

fn subscription<'a>(world: &'a World, settings: &ConnectionSettings) -> &'a Subscription {
    &world.subscriptions[world.vnets[world.vnet_of(settings.subnet)].subscription]
}

/// Whether the subscription and the resource group can be used. Provisioning asks it too.
pub fn tenant(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let subscription = subscription(world, settings);
    let state = match subscription.state {
        SubscriptionState::Enabled => None,
        SubscriptionState::Disabled => Some(ErrorType::SubscriptionDisabled),
        SubscriptionState::NotFound => Some(ErrorType::SubscriptionNotFound),
        SubscriptionState::Transferred => Some(ErrorType::SubscriptionTransferred),
        SubscriptionState::Impaired => Some(ErrorType::SubscriptionImpaired),
    };
    let denied = subscription.policy_denies.then_some(ErrorType::AzurePolicyViolation);
    if let Some(error) = state.or(denied) {
        return Err(Finding::new(error, [subscription.changed_by], subscription.name.as_str()));
    }
    let group = &world.resource_groups[settings.resource_group];
    let (lock, locked_by) = world.lock_of(settings.resource_group);
    let error = match (group.state, lock) {
        (ResourceGroupState::Deleted, _) => ErrorType::ResourceGroupInvalid,
        (ResourceGroupState::BeingDeleted, _) => ErrorType::ResourceGroupBeingDeleted,
        (ResourceGroupState::Ready, Lock::ReadOnly) => ErrorType::ResourceGroupLockedForReadonly,
        (ResourceGroupState::Ready, Lock::Delete)
            if group.history_full || group.deployments >= DEPLOYMENTS_MAX =>
        {
            ErrorType::DeploymentQuotaLimitReached
        }
        (ResourceGroupState::Ready, Lock::Delete) => ErrorType::ResourceGroupLockedForDelete,
        (ResourceGroupState::Ready, Lock::None) => return Ok(()),
    };
    let because = if group.state == ResourceGroupState::Ready { locked_by } else { group.changed_by };
    Err(Finding::new(error, [because], group.name.as_str()))
}

pub(super) fn subscription_permission(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let subscription = subscription(world, settings);
    if subscription.reader_role {
        return Ok(());
    }
    let error = ErrorType::NoSubscriptionReaderRole;
    Err(Finding::new(error, [subscription.changed_by], subscription.name.as_str()))
}

/// Whether Windows 365 may make network interfaces. Provisioning asks it too.
pub fn resource_group_permission(
    world: &World,
    settings: &ConnectionSettings,
    roles: RoleModel,
) -> Result<(), Finding> {
    let group = &world.resource_groups[settings.resource_group];
    if group.network_interface_contributor_role {
        return Ok(());
    }
    let error = match roles {
        RoleModel::Owner => ErrorType::NoResourceGroupOwnerRole,
        RoleModel::NetworkContributor => ErrorType::NoResourceGroupNetworkContributorRole,
        RoleModel::Windows365 => ErrorType::NoNetworkInterfaceContributorRole,
    };
    Err(Finding::new(error, [group.changed_by], group.name.as_str()))
}

/// Whether Windows 365 may join the subnets of the virtual network. Provisioning asks it too.
pub fn vnet_permission(
    world: &World,
    settings: &ConnectionSettings,
    roles: RoleModel,
) -> Result<(), Finding> {
    let vnet = &world.vnets[world.vnet_of(settings.subnet)];
    if vnet.network_user_role {
        return Ok(());
    }
    let error = match roles {
        RoleModel::Owner | RoleModel::NetworkContributor => ErrorType::NoVnetContributorRole,
        RoleModel::Windows365 => ErrorType::NoNetworkUserRole,
    };
    Err(Finding::new(error, [vnet.roles_changed_by], vnet.name.as_str()))
}

/// Whether the virtual network and the subnet can hold network interfaces. Provisioning asks it too.
pub fn vnet(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let vnet = &world.vnets[world.vnet_of(settings.subnet)];
    let region = &world.regions[vnet.region];
    if !world.takes_connections(vnet.region) {
        let because = region.support_changed_by;
        return Err(Finding::new(ErrorType::UnsupportedVnetRegion, [because], region.name.as_str()));
    }
    let subscription = &world.subscriptions[vnet.subscription];
    if !subscription.registered {
        let error = ErrorType::MissingRegistrationForLocation;
        return Err(Finding::new(error, [subscription.changed_by], region.name.as_str()));
    }
    let error = match vnet.state {
        VnetState::Ready => None,
        VnetState::Invalid => Some(ErrorType::VnetInvalid),
        VnetState::BeingMoved => Some(ErrorType::VnetBeingMoved),
    };
    if let Some(error) = error {
        return Err(Finding::new(error, [vnet.changed_by], vnet.name.as_str()));
    }
    if vnet.lock == Lock::ReadOnly && world.rules.holds(Rule::ReadOnlyNetworkTakesNobody) {
        let detail = format!("{}: a read-only lock", vnet.name);
        return Err(Finding::new(ErrorType::VnetInvalid, [vnet.locked_by], detail));
    }
    let subnet = &world.subnets[settings.subnet];
    let error = match subnet.state {
        SubnetState::Ready => return Ok(()),
        SubnetState::Invalid => ErrorType::SubnetInvalid,
        SubnetState::Delegated => ErrorType::SubnetDelegated,
        SubnetState::ExternalResources => ErrorType::SubnetWithExternalResources,
    };
    Err(Finding::new(error, [subnet.state_changed_by], subnet.name.as_str()))
}

/// The temporary VM holds an address from the start of the run: without one there was none.
pub(super) fn subnet_addresses(
    world: &World,
    settings: &ConnectionSettings,
    has_vm: bool,
) -> Result<(), Finding> {
    if has_vm {
        return Ok(());
    }
    let subnet = &world.subnets[settings.subnet];
    Err(Finding::new(ErrorType::NoSubnetAddress, [subnet.changed_by], subnet.name.as_str()))
}

/// Whether Windows devices may enroll. Provisioning asks it too.
pub(super) fn intune_enrollment(world: &World) -> Result<(), Finding> {
    let intune = &world.intune;
    let error = match intune.restriction {
        _ if !intune.reader_role => ErrorType::NoIntuneReaderRole,
        Restriction::None => return Ok(()),
        Restriction::Default => ErrorType::IntuneDefaultRestriction,
        Restriction::Custom => ErrorType::IntuneCustomRestriction,
    };
    Err(Finding::new(error, [intune.changed_by], ""))
}
