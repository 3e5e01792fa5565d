package com.happypancake.operations.demo;

import com.happypancake.database.Credentials;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.RatePlan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of a demo.
 *
 * @param folder the folder in which each run creates a folder {@code run-1} and so on
 * @param plan the plan of the sample, which is made unless the source has the legacy tables
 * @param source a database to use instead of the embedded one
 * @param broker a broker to use instead of the embedded one
 * @param rate the rate of the seeding
 */
public record DemoSettings(
    Path folder,
    SamplePlan plan,
    Optional<Source> source,
    Optional<BrokerAddress> broker,
    RatePlan rate) {

  /**
   * A database.
   *
   * @param url the JDBC URL
   * @param credentials the user and password; empty to use only the URL
   */
  public record Source(String url, Optional<Credentials> credentials) {

    /** Hides the URL, which may contain a secret. */
    @Override
    public String toString() {
      return "Source[hidden]";
    }
  }
}
