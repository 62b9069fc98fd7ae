package com.example.greeting;

import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.stereotype.Service;

@Service
@XRayEnabled
public class GreetingService {

	public String greet(String name) {
		return "Hello, " + name;
	}

}
