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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRaySamplingAutoConfiguration}.
 */
class XRaySamplingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRaySamplingAutoConfiguration.class));

	@Test
	void samplesLocallyByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).getBean(SamplingStrategy.class).isInstanceOf(LocalSamplingStrategy.class);
			XRaySamplingProperties properties = context.getBean(XRaySamplingProperties.class);
			assertThat(properties.getFixedTarget()).isEqualTo(1);
			assertThat(properties.getRate()).isEqualTo(0.05);
		});
	}

	@Test
	void samplesAsConfigured() {
		this.contextRunner.withPropertyValues("xray.sampling.strategy=all")
			.run((context) -> assertThat(context).hasSingleBean(AllSamplingStrategy.class));
		this.contextRunner.withPropertyValues("xray.sampling.strategy=none")
			.run((context) -> assertThat(context).hasSingleBean(NoSamplingStrategy.class));
		this.contextRunner.withPropertyValues("xray.sampling.fixed-target=0", "xray.sampling.rate=1")
			.run((context) -> assertThat(context.getBean(SamplingStrategy.class).shouldTrace(null).isSampled())
				.isTrue());
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("xray.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SamplingStrategy.class));
	}

	@Test
	void backsOffWhenUserDefinesStrategy() {
		NoSamplingStrategy own = new NoSamplingStrategy();
		this.contextRunner.withBean(SamplingStrategy.class, () -> own)
			.run((context) -> assertThat(context).getBean(SamplingStrategy.class).isSameAs(own));
	}

	@Test
	void failsOnBadValues() {
		this.contextRunner.withPropertyValues("xray.sampling.rate=5")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("Write a number from 0 to 1"));
		this.contextRunner.withPropertyValues("xray.sampling.fixed-target=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("Write 0 or more"));
	}

	@ParameterizedTest
	@CsvSource({ "xray.sampling.max-per-second=-1, leave it out for any number",
			"xray.sampling.max-anomalies-per-second=0, xray.sampling.capture-anomalies=false" })
	void limitsThatMakeNoSenseFailTheStartWithWhatToWrite(String property, String advice) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining(property.substring(0, property.indexOf('=')))
				.hasMessageContaining(advice));
	}

	@Test
	void limitsHoldForAStrategyOfTheApplicationToo() {
		this.contextRunner.withBean(Emitter.class, SilentEmitter::new)
			.withBean(SamplingStrategy.class, AllSamplingStrategy::new)
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
			.withPropertyValues("xray.sampling.max-per-second=0")
			.run((context) -> {
				SamplingStrategy strategy = context.getBean(AWSXRayRecorder.class).getSamplingStrategy();
				assertThat(strategy.shouldTrace(new SamplingRequest("users", null, "/", "GET", null)).isSampled())
					.isFalse();
				assertThat(strategy.isForcedSamplingSupported()).isFalse();
			});
	}

	@Test
	void reachesTheRecorder() {
		this.contextRunner.withBean(Emitter.class, SilentEmitter::new)
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getSamplingStrategy())
				.isSameAs(context.getBean(SamplingStrategy.class)));
	}

	static class SilentEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return true;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return true;
		}

	}

}
