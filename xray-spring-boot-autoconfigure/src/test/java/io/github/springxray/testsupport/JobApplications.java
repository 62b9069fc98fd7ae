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

package io.github.springxray.testsupport;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.logging.XRayLoggingAutoConfiguration;
import io.github.springxray.method.XRayMethodAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.XRayTestAutoConfiguration;

/**
 * Applications without a server, whose traces are recorded.
 */
public final class JobApplications {

	private JobApplications() {
	}

	public static ApplicationContextRunner runner(Class<?>... more) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRayJobAutoConfiguration.class, XRayLoggingAutoConfiguration.class,
					XRayMethodAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
					XRayTestAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(more))
			.withPropertyValues("spring.application.name=orders", "xray.sampling.strategy=all");
	}

}
