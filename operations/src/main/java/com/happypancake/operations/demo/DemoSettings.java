package com.happypancake.operations.demo;

import com.happypancake.database.Credentials;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.Rate;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo runs on.
 *
 * @param folder in which each run makes a folder of its own, {@code run-1} and so on
 * @param plan of the sample, which is made where the source holds none of the legacy tables
 * @param source JDBC URL of a database in the embedded one's place
 * @param credentials for the source
 * @param broker a broker in the embedded one's place
 * @param rate of the seeding
 */
public record DemoSettings(
    Path folder,
    SamplePlan plan,
    Optional<String> source,
    Optional<Credentials> credentials,
    Optional<BrokerAddress> broker,
    Rate rate) {

  /** Leaves the URL out: it may turn out to carry a secret. */
  @Override
  public String toString() {
    return "DemoSettings[folder=" + folder + ", plan=" + plan + ", rate=" + rate + "]";
  }
}
