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

package io.github.springxray.test.guide;

import com.amazonaws.xray.plugins.ECSPlugin;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableAsync;

import io.github.springxray.http.RequestExclusion;
import io.github.springxray.http.SegmentNaming;
import io.github.springxray.recorder.XRayRecorderBuilderCustomizer;

@EnableAsync
@SpringBootApplication
class OrdersApplication {

	@Bean
	RequestExclusion withoutProbes() {
		return (request) -> "probe".equals(request.header("User-Agent"));
	}

	@Bean
	SegmentNaming segmentNaming() {
		return (request) -> request.path().startsWith("/admin/") ? "orders-admin" : "orders";
	}

	@Bean
	XRayRecorderBuilderCustomizer containerMetadata() {
		return (builder) -> builder.withPlugin(new ECSPlugin());
	}

}
