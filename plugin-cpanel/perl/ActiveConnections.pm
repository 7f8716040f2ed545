package Cpanel::Config::ConfigObj::Driver::ActiveConnections;

# Makes "Active Connections" a privilege that root can grant to chosen resellers, in WHM's "Edit Reseller Nameservers and
# Privileges" (cPanel's guide to plugins: the ACL object Perl module). It holds no code of ours beyond that.

use strict;
use warnings;

use parent qw(Cpanel::Config::ConfigObj::Interface::Config::v1);

our $VERSION = '1.0';

sub init {
    my ( $class, $software_obj ) = @_;
    my $self = $class->SUPER::base( {}, $software_obj );
    return $self;
}

sub enable  { my ( $self, $input ) = @_; return 1; }
sub disable { my ( $self, $input ) = @_; return 1; }
sub info    { my ($self) = @_; my $meta = $self->meta(); return $meta->abstract(); }

sub acl_desc {
    return [
        {
            acl              => 'software-ActiveConnections',
            default_value    => 0,
            default_ui_value => 0,
            name             => 'Active Connections (who is connected to their accounts)',
            acl_subcat       => 'Third-Party Services',
        },
    ];
}

1;
