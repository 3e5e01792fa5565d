package com.happypancake.cli.stage;

import com.happypancake.cli.Arguments;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.Login;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** AMQP URLs as arguments. */
final class BrokerUrls {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");

  private BrokerUrls() {}

  /** Finds a login, given the user that the URL names. */
  @FunctionalInterface
  interface Logins {
    Optional<UserPassword> find(Optional<String> user) throws CommandException;
  }

  private static BrokerAddress parse(String url) {
    try {
      return BrokerAddress.parse(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--broker: " + e.getMessage(), e);
    }
  }

  /**
   * Returns where a broker is, with the login.
   *
   * @param logins finds the login; where it finds none, it is guest's
   * @throws CommandException if the URL is none, or shows another password than guest's of this
   *     machine; the message holds no part of it
   */
  static BrokerAddress address(String url, Logins logins) throws CommandException {
    BrokerAddress address = Arguments.check(() -> parse(url));
    Optional<String> info = Optional.ofNullable(URI.create(url).getRawUserInfo());
    boolean hasPassword = info.filter(text -> text.contains(":")).isPresent();
    boolean isGuestHere =
        info.filter("guest:guest"::equals).isPresent()
            && LOOPBACK.matcher(address.host()).matches();
    if (hasPassword && !isGuestHere) {
      throw new CommandException(
          ExitCode.USAGE,
          "--broker: a password in the URL shows in the list of processes; leave it out and set"
              + " HPC_BROKER_PASSWORD or give --password-file");
    }
    if (isGuestHere) {
      return address;
    }
    return logins
        .find(info.map(text -> address.login().user()))
        .map(found -> address.withLogin(new Login(found.user(), found.password())))
        .orElse(address);
  }
}
