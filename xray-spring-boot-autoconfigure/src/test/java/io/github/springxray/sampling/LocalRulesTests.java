/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.sampling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the rules that an application has by itself.
 */
@ExtendWith(OutputCaptureExtension.class)
class LocalRulesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRaySamplingAutoConfiguration.class))
		.withPropertyValues("xray.sampling.fixed-target=0", "xray.sampling.rate=0");

	@Test
	void theFirstRuleThatFitsDecides() {
		this.contextRunner
			.withPropertyValues("xray.sampling.rules[0].description=health", "xray.sampling.rules[0].url-path=/health*",
					"xray.sampling.rules[0].rate=0", "xray.sampling.rules[1].description=writes",
					"xray.sampling.rules[1].http-method=POST", "xray.sampling.rules[1].rate=1",
					"xray.sampling.rules[2].description=shop", "xray.sampling.rules[2].service-name=shop*",
					"xray.sampling.rules[2].host=*.example.com", "xray.sampling.rules[2].rate=1",
					"xray.sampling.rules[2].priority=1")
			.run((context) -> {
				assertThat(ask(context, http("a", "a", "/healthz", "POST"))).isEqualTo("health no");
				assertThat(ask(context, http("a", "a", "/orders", "post"))).isEqualTo("writes yes");
				assertThat(ask(context, http("shop-eu", "www.example.com", "/healthz", "GET"))).isEqualTo("shop yes");
				assertThat(ask(context, http("shop-eu", "example.org", "/", "GET"))).isEqualTo("null no");
			});
	}

	@Test
	void eachRuleHasAReservoirOfItsOwn() {
		this.contextRunner
			.withPropertyValues("xray.sampling.rules[0].url-path=/a", "xray.sampling.rules[0].fixed-target=1000000",
					"xray.sampling.rules[0].rate=0")
			.run((context) -> {
				assertThat(ask(context, http("s", "h", "/a", "GET"))).isEqualTo("null yes");
				assertThat(ask(context, http("s", "h", "/b", "GET"))).isEqualTo("null no");
			});
	}

	@Test
	void workWithoutARequestMatchesByServiceAndJobAndNotByHostOrPath() {
		this.contextRunner
			.withPropertyValues("xray.sampling.rules[0].description=path", "xray.sampling.rules[0].url-path=/*",
					"xray.sampling.rules[0].rate=1", "xray.sampling.rules[1].description=host",
					"xray.sampling.rules[1].host=?*", "xray.sampling.rules[1].rate=1",
					"xray.sampling.rules[2].description=orders", "xray.sampling.rules[2].job=orders*",
					"xray.sampling.rules[2].rate=1", "xray.sampling.rules[3].description=service",
					"xray.sampling.rules[3].service-name=worker", "xray.sampling.rules[3].rate=0")
			.run((context) -> {
				assertThat(ask(context, new JobSamplingRequest("worker", "Orders-eu", null))).isEqualTo("orders yes");
				assertThat(ask(context, new JobSamplingRequest("worker", "mails", null))).isEqualTo("service no");
				assertThat(ask(context, new JobSamplingRequest("worker", null, null))).isEqualTo("service no");
				assertThat(ask(context, http("worker", null, null, null))).isEqualTo("service no");
			});
	}

	@Test
	void attributesAreThoseOfTheApplicationAndOfCustomizers() {
		this.contextRunner
			.withBean(SamplingAttributesCustomizer.class,
					() -> (attributes, request) -> attributes.put("tenant",
							request.getHost().filter("gold.example.com"::equals).isPresent() ? "gold" : "other"))
			.withPropertyValues("xray.annotations.stage=prod", "xray.sampling.rules[0].description=gold",
					"xray.sampling.rules[0].attributes.tenant=go*", "xray.sampling.rules[0].attributes.stage=PROD",
					"xray.sampling.rules[0].rate=1", "xray.sampling.rules[1].description=unknown",
					"xray.sampling.rules[1].attributes.unknown=*", "xray.sampling.rules[1].rate=1")
			.run((context) -> {
				assertThat(ask(context, http("s", "gold.example.com", "/", "GET"))).isEqualTo("gold yes");
				assertThat(ask(context, http("s", "tin.example.com", "/", "GET"))).isEqualTo("null no");
			});
	}

	@Test
	void aCustomizerThatFailsCostsItsAttributesOnly() {
		this.contextRunner.withBean(SamplingAttributesCustomizer.class, () -> (attributes, request) -> {
			throw new IllegalStateException("on purpose");
		})
			.withPropertyValues("xray.annotations.stage=prod", "xray.sampling.rules[0].description=prod",
					"xray.sampling.rules[0].attributes.stage=prod", "xray.sampling.rules[0].rate=1")
			.run((context) -> assertThat(ask(context, http("s", "h", "/", "GET"))).isEqualTo("prod yes"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					xray.sampling.rules[0].rate=1.5    | rules[0].rate         | from 0 to 1
					xray.sampling.rules[0].url-path=/a | rules[0].rate         | Write a number from 0 to 1
					xray.sampling.rules[0].fixed-target=-1,xray.sampling.rules[0].rate=0 | rules[0].fixed-target | 0 or more
					xray.sampling.rules[0].host=,xray.sampling.rules[0].rate=0 | rules[0].host | leave it out
					xray.sampling.rules[0].url-path=api/*,xray.sampling.rules[0].rate=0 | rules[0].url-path | begins with a slash
					""")
	void aRuleThatMakesNoSenseFailsTheStartWithWhatToWrite(String properties, String property, String advice) {
		this.contextRunner.withPropertyValues(properties.split(","))
			.withPropertyValues("xray.sampling.rules[0].description=the broken one")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.sampling." + property)
				.hasMessageContaining(advice)
				.hasMessageContaining("'the broken one'"));
	}

	@ParameterizedTest
	@CsvSource({ "1, service_name", "2, host" })
	void filesOfTheSdksAreRead(int version, String host, @TempDir Path directory) throws Exception {
		Path file = write(directory, """
				{"version": %d, "rules": [ // as the SDK for Java allows it
				{"description": "shop", "%s": "*.example.com", "http_method": "*", "url_path": "/shop/*",
				"fixed_target": 0, "rate": 1}],
				"default": {"fixed_target": 0, "rate": 0}}""".formatted(version, host));
		this.contextRunner.withPropertyValues("xray.sampling.rules-location=file:" + file, "xray.sampling.rate=1")
			.run((context) -> {
				assertThat(ask(context, http("s", "www.example.com", "/shop/1", "GET"))).isEqualTo("shop yes");
				assertThat(ask(context, http("s", "www.example.org", "/shop/1", "GET"))).isEqualTo("null no");
			});
	}

	@Test
	void theAnswerOfTheApiIsRead(@TempDir Path directory) throws Exception {
		Path file = write(directory, """
				{"SamplingRuleRecords": [
				{"SamplingRule": {"RuleName": "later", "Priority": 2, "FixedRate": 0, "ReservoirSize": 0, "Host": "*",
				"URLPath": "/a*", "HTTPMethod": "*", "ServiceName": "*", "ServiceType": "*", "ResourceARN": "*"}},
				{"SamplingRule": {"RuleName": "sooner", "Priority": 1, "FixedRate": 1, "ReservoirSize": 0,
				"URLPath": "/ab", "ServiceType": "AWS::*"}},
				{"SamplingRule": {"RuleName": "Default", "Priority": 1, "FixedRate": 0, "ReservoirSize": 0}}]}""");
		this.contextRunner.withPropertyValues("xray.sampling.rules-location=file:" + file, "xray.sampling.rate=1")
			.run((context) -> {
				SamplingRequest onEc2 = new SamplingRequest("s", "h", "/ab", "GET", "AWS::EC2::Instance");
				assertThat(ask(context, onEc2)).isEqualTo("sooner yes");
				assertThat(ask(context, http("s", "h", "/ab", "GET"))).isEqualTo("later no");
				assertThat(ask(context, http("s", "h", "/b", "GET"))).isEqualTo("Default no");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"version": 3, "rules": []}                                                     | version
			{"rules": []}                                                                   | version
			{"version": 2, "rules": [{"rate": 1}]}                                          | fixed_target
			{"version": 2, "rules": [{"description": "x", "fixed_target": 1, "rate": 7}]}   | 'x'
			{"version": 2, "rules": [{"fixed_target": 1, "rate": "much"}]}                  | rate
			{"version": 2, "rules": [{"fixed_target": 1, "rate": 1, "url_path": 7}]}        | url_path
			{"version": 2, "rules": [], "default": {"fixed_target": -1, "rate": 0}}         | default
			{"SamplingRuleRecords": [{"SamplingRule": {"FixedRate": 0, "ReservoirSize": 0}}]} | RuleName
			{"version": 2, "rules": [{"fixed_target": 1, "rate": 1, "url_pth": "/a"}]}      | unknown field url_pth
			{"version": 2, "rules": [{"fixed_target": 1, "rate": 1, "service_name": "a"}]}  | unknown field service_name
			{"version": 2, "rules": [{"fixed_target": 1.5, "rate": 1}]}                     | fixed_target
			{"version": 2, "rules": {"fixed_target": 1, "rate": 1}}                         | list
			{"version": 2, "rules": "all"}                                                  | list
			{"SamplingRuleRecords": {"SamplingRule": {}}}                                   | list
			[]                                                                              | object
			{"version":                                                                     | JSON
			""")
	void aFileThatMakesNoSenseFailsTheStart(String content, String problem, @TempDir Path directory) throws Exception {
		Path file = write(directory, content);
		this.contextRunner.withPropertyValues("xray.sampling.rules-location=file:" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.sampling.rules-location")
				.hasMessageContaining(problem));
	}

	@Test
	void aFileThatIsNotThereFailsTheStart() {
		this.contextRunner.withPropertyValues("xray.sampling.rules-location=classpath:nowhere.json")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("xray.sampling.rules-location")
				.hasMessageContaining("nowhere.json"));
	}

	@Test
	void aFileIsReadAgainWhenItChangesAndAWrongOneIsToldOf(@TempDir Path directory, CapturedOutput output)
			throws Exception {
		Path file = write(directory, rules(0));
		RulesFile rules = new RulesFile(new FileSystemResource(file), List.of(),
				new SamplingRule(null, 0, RequestPattern.ANY, 0, 0, false));
		LocalSamplingStrategy strategy = new LocalSamplingStrategy(rules.read(),
				new RequestAttributes(Map.of(), List.of(), null), Instant::now);
		RulesFileUpdates updates = new RulesFileUpdates(rules, strategy);
		updates.run();
		assertThat(strategy.shouldTrace(null).isSampled()).isFalse();
		replace(directory, file, rules(1), 1);
		updates.run();
		assertThat(strategy.shouldTrace(null).isSampled()).isTrue();
		replace(directory, file, "{\"version\":", 2);
		updates.run();
		updates.run();
		assertThat(strategy.shouldTrace(null).isSampled()).isTrue();
		assertThat(output).containsOnlyOnce("as it is now").containsOnlyOnce("It is no JSON");
		Files.delete(file);
		updates.run();
		assertThat(strategy.shouldTrace(null).isSampled()).isTrue();
		replace(directory, file, rules(0), 3);
		updates.run();
		assertThat(strategy.shouldTrace(null).isSampled()).isFalse();
	}

	@Test
	void anApplicationReadsItsFileAgain(@TempDir Path directory) throws Exception {
		Path file = write(directory, rules(0));
		this.contextRunner.withPropertyValues("xray.sampling.rules-location=file:" + file).run((context) -> {
			assertThat(ask(context, http("s", "h", "/", "GET"))).isEqualTo("null no");
			replace(directory, file, rules(1), 1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> ask(context, http("s", "h", "/", "GET")).equals("null yes"));
		});
	}

	private static String rules(int rate) {
		return "{\"version\": 2, \"rules\": [], \"default\": {\"fixed_target\": 0, \"rate\": %d}}".formatted(rate);
	}

	private static Path write(Path directory, String content) throws Exception {
		return Files.writeString(directory.resolve("rules.json"), content);
	}

	/**
	 * As a configuration map of Kubernetes is replaced: at once, and not in place.
	 */
	private static void replace(Path directory, Path file, String content, int version) throws Exception {
		Path next = Files.writeString(directory.resolve("next.json"), content);
		Files.setLastModifiedTime(next, FileTime.from(Instant.now().plusSeconds(version)));
		Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private static SamplingRequest http(String service, String host, String path, String method) {
		return new SamplingRequest(service, host, path, method, null);
	}

	private static String ask(AssertableApplicationContext context, SamplingRequest request) {
		SamplingResponse response = context.getBean(SamplingStrategy.class).shouldTrace(request);
		return response.getRuleName().orElse(null) + (response.isSampled() ? " yes" : " no");
	}

}
