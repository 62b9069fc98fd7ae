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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.amazonaws.xray.emitters.Emitter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.github.springxray.recorder.XRayDaemonConnectionDetails;

/**
 * Chooses where the rules of X-Ray come from: from where the traces go.
 */
final class SamplingSources {

	private static final String OWN_EMITTER = "xrayEmitter";

	private static final boolean TEST = ClassUtils.isPresent("org.springframework.boot.test.context.SpringBootTest",
			null);

	private final ListableBeanFactory beans;

	private final Environment environment;

	SamplingSources(ListableBeanFactory beans, Environment environment) {
		this.beans = beans;
		this.environment = environment;
	}

	/**
	 * Return where the rules come from.
	 * @return the source, {@code null} if nobody is to be asked
	 */
	@Nullable SamplingSource find() {
		if (StringUtils.hasText(this.environment.getProperty("LAMBDA_TASK_ROOT")) || !(isAskedFor() || isLikely())) {
			return null;
		}
		Set<String> emitters = emitters();
		if (emitters.contains("daemon")) {
			return new DaemonSamplingSource(this.beans.getBean(XRayDaemonConnectionDetails.class).getAddress());
		}
		if (emitters.contains("otlp") && this.environment.containsProperty("xray.daemon.address")) {
			// An agent or a collector stands in for the daemon where rules are asked for
			return new DaemonSamplingSource(this.beans.getBean(XRayDaemonConnectionDetails.class).getAddress());
		}
		ApiSamplingSourceFactory api = this.beans.getBeanProvider(ApiSamplingSourceFactory.class).getIfAvailable();
		boolean aws = emitters.contains("api") || (emitters.contains("otlp")
				&& OtlpEndpoints.isXRay(this.environment.getProperty("xray.otlp.endpoint")));
		return (aws && api != null) ? api.create() : null;
	}

	private boolean isAskedFor() {
		return Binder.get(this.environment)
			.bind("xray.sampling.strategy", SamplingStrategyType.class)
			.orElse(null) == SamplingStrategyType.CENTRAL;
	}

	/**
	 * An application with an emitter of its own need not have a daemon, and a test must
	 * not find the one of the machine.
	 */
	private boolean isLikely() {
		return !TEST && List.of(this.beans.getBeanNamesForType(Emitter.class, true, false))
			.stream()
			.allMatch(OWN_EMITTER::equals);
	}

	private Set<String> emitters() {
		return Binder.get(this.environment)
			.bind("xray.emitter.type", Bindable.setOf(String.class))
			.orElse(Set.of("daemon"))
			.stream()
			.map((type) -> type.toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

}
