package com.happypancake.operations.demo;

import com.happypancake.database.Credentials;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.EventRate;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo runs on.
 *
 * @param folder in which each run makes a folder of its own, {@code run-1} and so on
 * @param plan of the sample, which is made unless the source has the legacy tables
 * @param source a database to use instead of the embedded one
 * @param broker a broker to use instead of the embedded one
 * @param rate of the seeding
 */
public record DemoSettings(
    Path folder,
    SamplePlan plan,
    Optional<Source> source,
    Optional<BrokerAddress> broker,
    EventRate rate) {

  /**
   * A database.
   *
   * @param url for JDBC
   * @param credentials of a user
   */
  public record Source(String url, Optional<Credentials> credentials) {

    /** Hides the URL, which may hold a secret. */
    @Override
    public String toString() {
      return "Source[hidden]";
    }
  }
}
