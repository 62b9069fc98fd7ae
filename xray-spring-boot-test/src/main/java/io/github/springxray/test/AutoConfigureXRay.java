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

package io.github.springxray.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;
import org.springframework.boot.test.context.PropertyMapping.Skip;

/**
 * Put on a test class, records its traces in memory: a {@link RecordedTraces} bean takes
 * the place of the emitter, and nothing leaves the process. For tests of the whole
 * application and of slices of it, to which it adds tracing.
 * <p>
 * A test fails if it leaves a trace unread, or an entity current on a thread.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureXRay {

	/**
	 * Return whether a test fails that did not take all documents from
	 * {@link RecordedTraces}. Where this is not set, the property
	 * {@code xray.test.fail-on-unread} says it for all tests.
	 * @return whether to fail
	 */
	@PropertyMapping(value = "xray.test.fail-on-unread", skip = Skip.ON_DEFAULT_VALUE)
	boolean failOnUnread() default true;

	/**
	 * Return whether a test fails after which a segment or subsegment is current on its
	 * thread or any other. Where this is not set, the property
	 * {@code xray.test.fail-on-leak} says it for all tests.
	 * @return whether to fail
	 */
	@PropertyMapping(value = "xray.test.fail-on-leak", skip = Skip.ON_DEFAULT_VALUE)
	boolean failOnLeak() default true;

	/**
	 * Return which requests are traced, as {@code xray.sampling.strategy} has it.
	 * @return the strategy, all requests by default
	 */
	@PropertyMapping("xray.sampling.strategy")
	String samplingStrategy() default "all";

}
