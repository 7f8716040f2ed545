package Cpanel::Config::ConfigObj::Driver::ActiveConnections::META;

# What WHM shows of the privilege (cPanel's guide to plugins: the ACL metadata Perl module). It must not load the driver.

use strict;
use warnings;

use parent qw(Cpanel::Config::ConfigObj::Interface::Config::v1::META);

our $VERSION = '1.0';

sub meta_version    { return 1; }
sub spec_version    { return 1; }
sub get_driver_name { return 'ActiveConnections'; }

sub content {
    return {
        vendor   => 'Active Connections',
        url      => '',
        name     => {
            short  => 'Active Connections',
            long   => 'Active Connections',
            driver => get_driver_name(),
        },
        since    => '',
        abstract => 'Who is connected to this server, what they ask for, friend or foe.',
        version  => $VERSION,
    };
}

sub showcase { return; }

1;
