# deliver.pl PORT FROM TO - a mail from standard input to a server on loopback,
# as any other server would hand it over. Prints the last answer; status 1 where
# something was refused.
use strict;
use warnings;
use IO::Socket::INET;

my ($port, $from, $to) = @ARGV;
my $server = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
	PeerPort => $port, Timeout => 30) or die "port $port: $!\n";
binmode STDIN;
my $answer;

sub expect {
	my ($code) = @_;
	do { $answer = <$server> // '' } while $answer =~ /^\d{3}-/;
	return if $answer =~ /^$code/;
	print $answer;
	exit 1;
}

sub say_line {
	my ($line, $code) = @_;
	print $server "$line\r\n";
	expect($code);
}

expect('220');
say_line('EHLO world.example.net', '250');
say_line("MAIL FROM:<$from>", '250');
say_line("RCPT TO:<$to>", '250');
say_line('DATA', '354');
while (my $line = <STDIN>) {
	$line =~ s/\r?\n\z//;
	$line =~ s/^\./../;
	print $server "$line\r\n";
}
say_line('.', '250');
print $answer;
print $server "QUIT\r\n";
