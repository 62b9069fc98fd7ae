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

package io.github.springxray;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Traces calls of a bean's methods as subsegments, under a name of one's own.
 * <p>
 * On a method it traces that method, and the value is the full name of the subsegment. On
 * a class or an interface it traces all public methods of the beans of that type, also
 * those that they inherit, and the value replaces the simple name of the class in the
 * default name: {@code @XRaySubsegment("orders")} gives {@code orders.place} for the
 * method {@code place}. A method's own annotation wins over that of its type.
 * <p>
 * It is inherited from superclasses, interfaces and overridden methods, and may be a
 * meta-annotation. To trace under the default name, {@code ClassName.method}, use the
 * X-Ray SDK's {@code com.amazonaws.xray.spring.aop.XRayEnabled} in the same places.
 * <p>
 * Only calls that come from other beans are traced, and only public methods; a bean's
 * calls to itself do not pass its proxy. A {@link java.util.concurrent.CompletionStage}
 * that a method returns keeps its subsegment open until it completes. A Reactor
 * {@code Mono} or {@code Flux} has one subsegment for each subscription.
 *
 * @see XRayAnnotation
 * @see XRayMetadata
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface XRaySubsegment {

	/**
	 * The name of the subsegment, or on a type what stands before the method in it. Up to
	 * 200 letters, digits, white space and {@code _ . : / % & # = + \ - @}; any other
	 * character becomes {@code _}. Blank means the default name.
	 * @return the name
	 */
	String value();

}
