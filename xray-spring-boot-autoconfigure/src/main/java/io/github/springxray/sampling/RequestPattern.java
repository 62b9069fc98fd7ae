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

import java.util.Map;
import java.util.stream.Collectors;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a sampling rule is for.
 *
 * @param service fits the name of the segment
 * @param serviceType fits the origin of the application
 * @param host fits the host of the URL
 * @param method fits the HTTP method
 * @param path fits the path of the URL
 * @param resourceArn fits the ARN of the resource that the application runs on
 * @param job fits what is worked on, where that is no HTTP request
 * @param attributes all of which a request has to have
 */
record RequestPattern(WildcardPattern service, WildcardPattern serviceType, WildcardPattern host,
		WildcardPattern method, WildcardPattern path, WildcardPattern resourceArn, WildcardPattern job,
		Map<String, WildcardPattern> attributes) {

	static final RequestPattern ANY = new RequestPattern(WildcardPattern.ANY, WildcardPattern.ANY, WildcardPattern.ANY,
			WildcardPattern.ANY, WildcardPattern.ANY, WildcardPattern.ANY, WildcardPattern.ANY, Map.of());

	/**
	 * Return the pattern of a rule of X-Ray, which knows no jobs.
	 */
	static RequestPattern central(String service, String serviceType, String host, String method, String path,
			String resourceArn, Map<String, String> attributes) {
		return new RequestPattern(WildcardPattern.of(service), WildcardPattern.of(serviceType),
				WildcardPattern.of(host), WildcardPattern.of(method), WildcardPattern.of(path),
				WildcardPattern.of(resourceArn), WildcardPattern.ANY, patterns(attributes));
	}

	static Map<String, WildcardPattern> patterns(Map<String, String> attributes) {
		return attributes.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(attribute) -> WildcardPattern.of(attribute.getValue())));
	}

	/**
	 * Return whether every request fits, so that none needs to be looked at.
	 */
	boolean isAny() {
		return this.path.isAny() && this.method.isAny() && this.host.isAny() && this.service.isAny()
				&& this.serviceType.isAny() && this.job.isAny() && this.resourceArn.isAny()
				&& this.attributes.isEmpty();
	}

	boolean matches(SamplingRequest request, RequestAttributes known) {
		return (this.path.isAny() || this.path.matches(request.getUrl().orElse(null)))
				&& (this.method.isAny() || this.method.matches(request.getMethod().orElse(null)))
				&& (this.host.isAny() || this.host.matches(request.getHost().orElse(null)))
				&& (this.service.isAny() || this.service.matches(request.getService().orElse(null)))
				&& (this.serviceType.isAny() || this.serviceType.matches(request.getServiceType().orElse(null)))
				&& (this.job.isAny() || this.job.matches(jobOf(request)))
				&& (this.resourceArn.isAny() || this.resourceArn.matches(arnOf(request)))
				&& (this.attributes.isEmpty() || matchesAttributes(known.of(request)));
	}

	private static @Nullable String arnOf(SamplingRequest request) {
		return request.getResourceARN().orElseGet(ResourceArn::find);
	}

	private static @Nullable String jobOf(SamplingRequest request) {
		return (request instanceof JobSamplingRequest work) ? work.getJob() : null;
	}

	private boolean matchesAttributes(Map<String, String> known) {
		for (Map.Entry<String, WildcardPattern> attribute : this.attributes.entrySet()) {
			String value = known.get(attribute.getKey());
			if (value == null || !attribute.getValue().matches(value)) {
				return false;
			}
		}
		return true;
	}

}
