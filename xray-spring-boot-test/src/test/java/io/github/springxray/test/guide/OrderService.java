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

import java.util.List;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.stereotype.Service;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRayMetadata;
import io.github.springxray.XRaySubsegment;

@Service
@XRayEnabled
class OrderService {

	@XRaySubsegment("place order")
	@XRayAnnotation(value = "total", expression = "total")
	public Order place(@XRayAnnotation(value = "tier", expression = "tier") Customer customer,
			@XRayMetadata List<String> items) {
		AWSXRay.createSubsegment("reserve stock", (subsegment) -> {
			subsegment.putAnnotation("warehouse", "north");
			subsegment.putMetadata("items", items.size());
		});
		AWSXRay.getCurrentSegmentOptional().ifPresent((segment) -> segment.putAnnotation("tenant", "acme"));
		return new Order(1, 42);
	}

	public int count() {
		return 1;
	}

}
